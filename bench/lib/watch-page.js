// Runs in the page before anything of its own: long tasks, and when the first row was drawn. Plain JavaScript, for what
// builds the benches adds names to functions that no page knows.
window.longTasks = []
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.longTasks.push(entry.duration)
}).observe({ type: 'longtask', buffered: true })

function look() {
  if (document.querySelector('[role=grid] [data-cell]') === null) requestAnimationFrame(look)
  else
    requestAnimationFrame(() => {
      window.rowsAt = performance.now()
    })
}
requestAnimationFrame(look)
