import type { KeyAction } from "../keys";

/** Answers a key; false leaves it to those who came before. */
type Answer = (action: KeyAction) => boolean;

const answers: Answer[] = [];

/** Answers keys from now on, before all others. Returns how to stop. */
export function onKeys(answer: Answer): () => void {
  answers.push(answer);
  return () => {
    const at = answers.indexOf(answer);
    if (at >= 0) answers.splice(at, 1);
  };
}

/** Hands a key to the view that answers it. */
export const pressKey = (action: KeyAction): boolean => answers.findLast((answer) => answer(action)) !== undefined;
