import type { Action } from "../actions";

/** Answers an action; false leaves it to the listeners that were added before. */
type Answer = (action: Action) => boolean;

/** What actions do in a view; false leaves one to the listeners that were added before. */
export type Answers = Partial<Record<Action, () => boolean | void>>;

/** Answers an action by what it does in a view. */
export function answerBy(view: Answers, action: Action): boolean {
  const run = view[action];
  return run !== undefined && run() !== false;
}

const answers: Answer[] = [];

/** Answers actions from now on, before all others. Returns a function that stops this. */
export function onKeys(answer: Answer): () => void {
  answers.push(answer);
  return () => {
    const at = answers.indexOf(answer);
    if (at >= 0) answers.splice(at, 1);
  };
}

/** Hands an action to the view that answers it. */
export const perform = (action: Action): boolean => answers.findLast((answer) => answer(action)) !== undefined;
