/** A yes or no that this browser keeps; false where storage is switched off. */
export function isRemembered(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}

export function remember(key: string, yes: boolean): void {
  try {
    if (yes) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
  } catch {
    // Storage is switched off: it lasts as long as the page.
  }
}
