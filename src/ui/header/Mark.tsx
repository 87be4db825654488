/** The mark: two figures back to back, one drawn, one dashed. */
export function Mark() {
  return (
    <svg
      width="22"
      height="22"
      viewBox="3 3 26 26"
      fill="none"
      strokeWidth="2.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path stroke="var(--generated)" d="M5 9 11 13 10 20 6 27M10 20 14 27M11 13 17 10" />
      <path stroke="var(--real)" strokeDasharray="2.2 3.6" d="M27 9 21 13 22 20 26 27M22 20 18 27M21 13 15 16" />
      <circle cx="11" cy="7" r="2.6" fill="var(--generated)" />
      <circle cx="21" cy="7" r="2" stroke="var(--real)" strokeWidth="1.8" />
    </svg>
  );
}
