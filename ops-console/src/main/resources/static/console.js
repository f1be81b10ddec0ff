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

  document.addEventListener('DOMContentLoaded', () => {
    showAll(document);
    document.querySelectorAll('[data-live]').forEach((part) => {
      new MutationObserver(() => showAll(part)).observe(part, { childList: true, subtree: true });
    });
  });
})();
