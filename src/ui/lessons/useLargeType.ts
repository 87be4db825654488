import { useState } from 'react';
import { isRemembered, remember } from './remembered.ts';

const key = 'poseduel-large-lessons';

/** Whether lessons are set in type that a whole class can read, and the way to change it. */
export function useLargeType(): readonly [boolean, () => void] {
  const [large, setLarge] = useState(() => isRemembered(key));
  return [
    large,
    () => {
      remember(key, !large);
      setLarge(!large);
    },
  ];
}
