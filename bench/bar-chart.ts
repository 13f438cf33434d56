/** Draw bar charts. */

export interface Bar { name: string, value: number }

const [width, label, step, thickness, top] = [640, 210, 28, 18, 44]

/**
 * Draw a bar chart, the longest bar last.
 *
 * @param title - title of the chart
 * @param bars - values of 0 or more
 * @returns an SVG document for light and dark backgrounds
 */
export function barChart (title: string, bars: Bar[]): string {
  const sorted = bars.toSorted((one, other) => one.value - other.value)
  const longest = Math.max(...bars.map(({ value }) => value))
  const lines = sorted.map(({ name, value }, index) => {
    const [y, length] = [top + index * step, value / longest * (width - label - 60)]
    const end = label + Math.max(length, 1)
    return `  <text x="${label - 8}" y="${y + 14}" text-anchor="end">${name}</text>
  <rect x="${label}" y="${y}" width="${Math.max(length, 1).toFixed(1)}" height="${thickness}" rx="2"/>
  <text x="${(end + 8).toFixed(1)}" y="${y + 14}">${value.toFixed(2)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top + bars.length * step + 8}" role="img">
  <title>${title}</title>
  <style>
    text { font: 13px system-ui, sans-serif; fill: #24292f }
    rect { fill: #2f6fb3 }
    @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } rect { fill: #6cb0f5 } }
  </style>
  <text x="8" y="22" font-weight="600">${title}</text>
${lines.join('\n')}
</svg>
`
}
