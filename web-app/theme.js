// Sets the theme that was chosen earlier, before the first paint. Without a choice the page
// follows the system. The page writes the choice: 'light' or 'dark', or removes it.
try {
  const theme = localStorage.getItem('trustlens-theme');
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage can be forbidden. The page then follows the system.
}
