// Rows of every contract, with text in each field that could do harm on a page or break it. What a contract refuses is in the quarantine then, and
// shown there.
const MARKUP = `<img src=/x data-x onerror=alert(1)>"'\`</script></title><script data-x>alert(2)</script>{{7*7}}\${x}`;
const TURNED = '\u202eevil\u202c \u2066\u200f\u2067 سجل عربي طويل جدا بلا نهاية';
const GERMAN = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
const TEXTS = [MARKUP, TURNED, GERMAN, `javascript:alert(3)//&amp;&lt;b data-x&gt;`];
const LONG = `<b data-x>${'x'.repeat(10_000)}`;

const within = (text, length) => [...text].slice(0, length).join('');
const id = number => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** By contract, of the last minutes before a time. */
export function hostileRows(now) {
  const at = number => new Date(now.getTime() - 60_000 * (number + 1)).toISOString();
  const rows = of => [...TEXTS, LONG].map(of);
  return {
    'skill-usage': rows((text, i) => ({
      skill: text, status: 'failure', duration_ms: 5, timestamp_utc: at(i), source: text, context: text,
      reason_code: 'command_failed', reason_detail: text, error_class: 'runtime',
    })),
    execution: rows((text, i) => ({
      event: 'run', run_id: `r-${within(text, 60)}`, item_id: within(text, 250), item_type: 'tool', outcome: 'failure', duration_ms: 5,
      http_calls: 0, subprocess_calls: 0, error: within(text, 4000), path: within(text, 4000), timestamp: at(i),
    })),
    agent: rows((text, i) => ({
      agent: 'other', session_id: within(text, 128), kind: 'tool', name: within(text, 256), call_id: within(text, 128), outcome: 'failure',
      outcome_from: 'reported', started_at: at(i), duration_ms: 7, model: within(text, 128),
      project: within(text.replaceAll('/', ''), 255), agent_version: within(text, 64), origin: 'hook',
    })),
    orchestration: rows((text, i) => ({
      version: '0.20.2', timestamp: at(i), source: 'orchestrator', phase: 'p', repository: text, tool: text, status: 'quarantined',
      attempt: 1, duration_ms: 5, details: { message: text, error: text },
    })),
    session: rows((text, i) => ({
      event_id: `e${i} ${text}`, session_id: text, participant_id: text, timestamp: at(i), event_type: 'incident_opened', phase: 'triage',
      actor_id: text, target_id: text, outcome: 'fail', objective_id: text, details: { note: text, scenario_id: text },
    })),
    audit: rows((text, i) => ({
      schema_version: '1.0', generated_at: at(i), correlation_id: id(i), actor: 'codex', action: 'codex.execute',
      entity: { type: 'issue', repo: 'example/shop', number: 1 }, outcome: 'failed',
      reason: text, execution: { started_at: at(i), finished_at: at(i), runner: text, [text]: text },
      decisions: [{
        id: within(text, 80), kind: 'enforcement', rule: text, subject: text, decision: 'deny', outcome: 'blocked', reason: text,
        evidence: [{ key: text, value: text }, { key: text, value: text, [text]: { [text]: [text] } }],
      }],
      override: { decision_id: within(text, 80), reason: text }, artifacts: [{ kind: text, path: text, [text]: text }],
      inputs: { [text]: text }, metrics: { [text]: 1 }, links: { [text]: text },
    })),
  };
}
