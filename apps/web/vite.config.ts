import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `vite dev` sends API calls: a server started beside it. */
const serverUrl = `http://127.0.0.1:${process.env['TRIALOGUE_PORT'] ?? '7357'}`

export default defineConfig({
  plugins: [react(), tailwindcss()],
  server: { proxy: { '/api': serverUrl } },
  build: {
    // The Content-Security-Policy allows no inline script and no data: script, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Schemas must not be made before `lib/zod-without-eval.ts` has run: it goes with Zod, before all that needs it.
        codeSplitting: { groups: [{ name: 'zod', test: /[\\/]zod/ }] },
      },
    },
    // Monaco is one large lazy chunk; the main chunk has its own budget, checked by the page's tests.
    chunkSizeWarningLimit: 4_000,
  },
})
