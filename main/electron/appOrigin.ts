/** The page is not a file: a scheme of its own gives it an origin that nothing else shares. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://bundle`;
export const appPage = `${appOrigin}/index.html`;
