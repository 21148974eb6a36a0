/** Shown in place of the app when it was never built; plain HTML, because there is no style sheet either. */
export const unbuiltPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Trialogue is not built yet</title>
<h1>The page is not built yet</h1>
<p>The server runs, but its web page is missing. Stop the server and start it with <code>npx -y pnpm@12 start</code>,
which builds the page first.</p>
<p>The API is here already: <a href="/api/docs">/api/docs</a>.</p>
</html>
`
