import type { Action } from "../actions";

/** Answers an action; false leaves it to those who came before. */
type Answer = (action: Action) => boolean;

const answers: Answer[] = [];

/** Answers actions from now on, before all others. Returns how to stop. */
export function onKeys(answer: Answer): () => void {
  answers.push(answer);
  return () => {
    const at = answers.indexOf(answer);
    if (at >= 0) answers.splice(at, 1);
  };
}

/** Hands an action to the view that answers it. */
export const perform = (action: Action): boolean => answers.findLast((answer) => answer(action)) !== undefined;
