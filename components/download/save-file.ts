/** Hands a file to the browser's downloads. */
export function saveFile(fileName: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the blob when the click returns; some still read the address a moment later.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
