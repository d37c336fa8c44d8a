// Says that the page is starting, and says so where start.js did not run at all: browsers load no
// module scripts from file: addresses, and old ones know none.
const sayStart = (sentence) => {
  const place = document.getElementById('start-message');
  if (place) {
    place.textContent = sentence;
  }
};

sayStart('Starting …');

addEventListener('load', () => {
  if (!globalThis.trustlensStartWorker) {
    sayStart(
      location.protocol === 'file:'
        ? 'Browsers do not start this page straight from a folder. Please open it from a web server: “make serve” starts one.'
        : 'Trustlens could not start: a part of the page did not load, or this browser is too old for it. Please reload the page, or use a current browser.',
    );
  }
});
