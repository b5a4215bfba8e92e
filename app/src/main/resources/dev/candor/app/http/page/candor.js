// What pages do beyond HTML: live rows, copying, the search key. Without it, all of them still work.

const ticker = document.querySelector('[data-live]');
const since = document.querySelector('[data-since]');
const SHOWN = 12;
let rows = 0;
let isMore = false;

function line(row) {
  const item = document.createElement('li');
  if (row.more) {
    item.textContent = 'more rows than can be shown one by one';
    return item;
  }
  const time = document.createElement('time');
  time.textContent = new Date().toISOString().slice(11, 19);
  const log = document.createElement('span');
  log.className = 'kind';
  log.textContent = row.log;
  const link = document.createElement('a');
  link.href = row.link;
  link.textContent = row.what;
  item.append(time, log, link);
  if (row.outcome) {
    const chip = document.createElement('span');
    chip.className = `chip ${row.tone}`;
    chip.textContent = row.outcome;
    item.append(chip);
  }
  return item;
}

// numbers do not move by themselves: how old they are is said beside them
function count(row) {
  rows += row.more ? 0 : 1;
  isMore ||= Boolean(row.more);
  since.textContent = `, ${isMore ? 'more than ' : ''}${rows} ${rows === 1 ? 'row' : 'rows'} since`;
}

function follow() {
  const source = new EventSource('/live');
  source.onmessage = (event) => {
    ticker.querySelector('.soft')?.remove();
    const row = JSON.parse(event.data);
    ticker.prepend(line(row));
    count(row);
    while (ticker.children.length > SHOWN) {
      ticker.lastElementChild.remove();
    }
  };
  addEventListener('pagehide', () => source.close());
}

if (ticker) {
  follow();
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-copy]');
  if (button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Copied';
  }
});

document.addEventListener('keydown', (event) => {
  const isTyping = event.target.closest('input, textarea, select');
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector('input[type=search]').focus();
  }
});

document.addEventListener('submit', (event) => {
  const question = event.submitter?.dataset.confirm;
  if (question && !confirm(question)) {
    event.preventDefault();
  }
});
