import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { withoutJsonSchema } from './without-json-schema.ts'

/** Where `vite dev` sends API calls: a server started beside it. */
const serverUrl = `http://127.0.0.1:${process.env['TRIALOGUE_PORT'] ?? '7357'}`

/** Libraries of the first screen, in one file: many small ones take longer and compress less. */
const firstLibraries =
  /node_modules[\\/](?:react|react-dom|scheduler|react-i18next|i18next|zustand|use-sync-external-store|@tanstack|@floating-ui|@radix-ui[\\/](?!react-slider)[^\\/]+|radix-ui|aria-hidden|react-remove-scroll.*|react-style-singleton|use-callback-ref|use-sidecar|tslib|get-nonce)[\\/]/

/** What the first screen and what is fetched later have in common, in one file for the same reason. */
const firstParts =
  /src[\\/](?:components[\\/](?:button|copy-button|error-notice|icon-button|lazy-part|notice|tooltip)|lib[\\/](?:class-names|client|local-id|use-error-text|workspace))\.tsx?$/

export default defineConfig({
  plugins: [react(), tailwindcss(), withoutJsonSchema()],
  server: { proxy: { '/api': serverUrl } },
  build: {
    // The Content-Security-Policy allows no inline script and no data: script, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Schemas must not be made before `lib/zod-without-eval.ts` has run: it goes with Zod, before all that needs it.
        codeSplitting: {
          groups: [
            { name: 'zod', test: /[\\/]zod/, priority: 1 },
            { name: 'libraries', test: firstLibraries },
            { name: 'parts', test: firstParts },
          ],
        },
      },
    },
    // Monaco is one large lazy chunk; the main chunk has its own budget, checked by the page's tests.
    chunkSizeWarningLimit: 4_000,
  },
})
