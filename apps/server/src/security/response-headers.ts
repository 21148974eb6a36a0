import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * Content Security Policy: nothing from elsewhere, no inline script. Inline styles are the one exception, because
 * the Monaco editor builds its themes that way.
 */
const contentSecurityPolicy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'font-src': ["'self'", 'data:'],
  'style-src': ["'self'", "'unsafe-inline'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
}

/** Adds the security headers to every answer, streams and error pages included. */
export async function registerResponseHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurityPolicy },
    // Served over plain HTTP on loopback: promising HTTPS would lock other programs on localhost out.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
}
