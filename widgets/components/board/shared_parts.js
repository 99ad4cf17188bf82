/** Traces and labels of a map made whole again; their equal parts came once (shared_parts.py). */

const whole = (items, shared) => items.map(({ like, ...own }) => ({ ...shared[like], ...own }));

/** The figure of a card as it was before its equal parts were taken out. */
export function withSharedParts(figure) {
  const { shared, data, layout } = figure;
  if (!shared) return figure;
  const annotations = whole(layout.annotations, shared.annotations);
  return { ...figure, data: whole(data, shared.data), layout: { ...layout, annotations } };
}
