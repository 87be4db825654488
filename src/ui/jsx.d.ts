import 'react';

declare module 'react' {
  interface CSSProperties {
    /** The filled share of a slider, 0 to 1. */
    '--share'?: number;
  }
  interface InputHTMLAttributes<T> {
    /** Chooses folders; every engine has it, no standard does. */
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}
