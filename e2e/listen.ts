import type { Page } from '@playwright/test';

// Listens at the worker's border: what the page shows is checked against what the engine said.

/** A question as the page put it, and its answer. */
interface Heard {
  readonly ask: Record<string, unknown>;
  readonly answer: unknown;
}

interface Records {
  /** All of each kind of question, in order. */
  readonly answers: Record<string, Heard[]>;
  /** The last of each kind of event. */
  readonly events: Record<string, unknown>;
}

/** To be called before the page is opened. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: Records = { answers: {}, events: {} };
    Object.assign(window, { heard });
    const Plain = Worker;
    window.Worker = class extends Plain {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        const asked = new Map<number, { question: string; ask: Record<string, unknown> }>();
        const post = this.postMessage.bind(this);
        this.postMessage = (message: { kind: string; number: number; question: string; ask: Record<string, unknown> }) => {
          if (message.kind === 'ask') asked.set(message.number, message);
          post(message);
        };
        this.addEventListener('message', ({ data }) => {
          heard.events[data.kind] = data;
          const command = asked.get(data.number);
          if (data.kind !== 'answer' || !command || 'problem' in data) return;
          const others = heard.answers[command.question] ?? [];
          heard.answers[command.question] = [...others, { ask: command.ask, answer: data.answer }];
        });
      }
    };
  });
}

/** What is said of the answers to one kind of question by a function that is run in the page. */
export function ofAnswers<Value>(page: Page, question: string, say: (heard: readonly Heard[]) => Value): Promise<Value> {
  return page.evaluate(`(${say})(window.heard.answers[${JSON.stringify(question)}] ?? [])` satisfies string) as Promise<Value>;
}

/** What is said of the last event of a kind by a function that is run in the page. */
export function ofEvent<Value>(page: Page, kind: string, say: (event: Record<string, unknown>) => Value): Promise<Value> {
  return page.evaluate(`(${say})(window.heard.events[${JSON.stringify(kind)}])` satisfies string) as Promise<Value>;
}
