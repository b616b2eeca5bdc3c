// Runs before the first paint. A deployment may put { apiUrl: 'https://…/graphql' } here; the default is this origin.
window.__WANDER__ = window.__WANDER__ || {};
(function () {
  try {
    var theme = localStorage.getItem('wander-theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch (error) {
    // Storage is closed to this page: the system's theme stays.
  }
})();
