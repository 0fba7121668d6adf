const TITLES = /^(dr|prof|professor|mr|mrs|ms|mx|miss|sir|dame|frau|herr|nurse|sister)\.?$/i;

/** How people are spoken of: "Dr Priya" for "Dr Priya Raman", "Tom" for "Tom Okafor". */
export function calledName(name: string): string {
  const words = name.trim().split(/\s+/);
  const titled = words.findIndex((word) => !TITLES.test(word));
  return titled < 0 ? name.trim() : words.slice(0, titled + 1).join(' ');
}
