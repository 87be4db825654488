import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Library, type LibraryState } from '../../label/library.ts';
import { Teacher } from '../../label/teacher.ts';

/** One library and one teacher a page: they outlive the view, so that nothing is loaded twice. */
export const library = new Library();
export const teacher = new Teacher();

export function useLibrary<Part>(select: (state: LibraryState) => Part): Part {
  return useStore(library.store, select);
}

/** The address of a picture of the open set, once it is there; null before, or when it cannot be read. */
export function usePictureAddress(id: string): string | null {
  const [address, setAddress] = useState<{ readonly id: string; readonly url: string } | null>(null);
  useEffect(() => {
    let isWanted = true;
    library.address(id).then(
      (url) => isWanted && setAddress({ id, url }),
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [id]);
  return address?.id === id ? address.url : null;
}
