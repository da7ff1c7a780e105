/**
 * The page behind the login link. The token stands in the fragment of the link, which browsers
 * never send, log or prefetch; the script posts it once and goes on to the app.
 */
export const loginPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Astra Desktop</title>
    <link rel="icon" href="data:," />
  </head>
  <body>
    <p id="message">Opening Astra Desktop…</p>
    <script src="/login.js"></script>
  </body>
</html>
`;

export const loginScript = `const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
fetch('/login', { method: 'POST', body: token })
  .then(async (answer) => {
    if (answer.ok) location.replace('/');
    else document.getElementById('message').textContent = await answer.text();
  })
  .catch(() => {
    document.getElementById('message').textContent = 'astra does not answer; is it still running?';
  });
`;
