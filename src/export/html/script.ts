// The script of the page: a copy button for each command, and everything unfolded for printing. Without it the page says the same.

/** Plain ES5, and ASCII. `execCommand` works for a page opened from a file, where there is no clipboard interface. */
export const SCRIPT = `(function () {
  Array.prototype.forEach.call(document.querySelectorAll('pre.command'), function (pre) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Copy';
    button.addEventListener('click', function () {
      var range = document.createRange();
      range.selectNodeContents(pre.firstChild);
      var selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl-C';
    });
    pre.parentNode.insertBefore(button, pre.nextSibling);
  });
  window.addEventListener('beforeprint', function () {
    Array.prototype.forEach.call(document.querySelectorAll('details'), function (one) { one.open = true; });
  });
})();
`;
