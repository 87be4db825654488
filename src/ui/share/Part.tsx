import type { ReactNode } from 'react';
import type { PartName } from '../../store/layout.ts';
import { useControl } from '../playground.ts';

/** A part of the page that a link can take away. */
export function Part({ name, children }: { readonly name: PartName; readonly children: ReactNode }) {
  return useControl(name) === 'hidden' ? null : children;
}
