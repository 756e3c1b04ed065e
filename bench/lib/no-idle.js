// What a page fetches ahead of time once it is idle is not needed for what it shows first.
window.requestIdleCallback = () => 0
