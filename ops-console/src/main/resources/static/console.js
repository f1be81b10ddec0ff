'use strict';

// Browsers that enforce trusted types ask this policy about HTML that a script writes into a page. Only the script of live
// parts does that, with what this console sent. There is no function for scripts and their addresses: those stay refused.
if (window.trustedTypes && window.trustedTypes.createPolicy) {
  window.trustedTypes.createPolicy('default', { createHTML: (html) => html });
}

// Beside each time in UTC stands the local one.
(() => {
  const local = new Intl.DateTimeFormat(undefined, {
    year: 'numeric', month: '2-digit', day: '2-digit',
    hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
  });

  const show = (time) => {
    const at = new Date(time.dateTime);
    if (time.querySelector('.local') || Number.isNaN(at.getTime())) {
      return;
    }
    const text = document.createElement('span');
    text.className = 'local';
    text.textContent = ` (${local.format(at)})`;
    time.append(text);
  };

  const showAll = (part) => part.querySelectorAll('time[datetime]').forEach(show);

  // A live part comes without the local times, and with all details closed. What an operator has opened in it stays open.
  const keepAlive = (part) => {
    const opened = new Set();
    const name = (details) => details.querySelector('summary').textContent;
    part.addEventListener('click', (event) => {
      const summary = event.target.closest('summary');
      if (summary) {
        const details = summary.parentElement;
        // The browser opens or closes them after this.
        opened[details.open ? 'delete' : 'add'](name(details));
      }
    });
    new MutationObserver(() => {
      showAll(part);
      part.querySelectorAll('details').forEach((details) => {
        const open = opened.has(name(details));
        if (details.open !== open) {
          details.open = open;
        }
      });
    }).observe(part, { childList: true, subtree: true, attributes: true, attributeFilter: ['open'] });
  };

  document.addEventListener('DOMContentLoaded', () => {
    showAll(document);
    document.querySelectorAll('[data-live]').forEach(keepAlive);
  });
})();
