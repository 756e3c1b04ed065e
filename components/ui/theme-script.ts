/** How the page looks: what a person chose, or what the system says. */
export type ThemeChoice = 'auto' | 'light' | 'dark'

/** Where the choice is kept: per browser, not per account. */
export const THEME_KEY = 'hearth-theme'

const PAPER = { light: '#faf6f0', dark: '#191512' }

/**
 * Runs before the first paint as an inline script of every page, so that no page flashes in the wrong theme.
 * It is constant, hence one hash in the Content-Security-Policy covers it. It also follows the system later,
 * and other tabs; `storage` may be shut off by the browser, then the system decides.
 */
export const THEME_SCRIPT = `(function(){
var root=document.documentElement,media=matchMedia('(prefers-color-scheme: dark)');
var meta=document.createElement('meta');meta.name='theme-color';document.head.appendChild(meta);
function apply(){
var choice=null;try{choice=localStorage.getItem('${THEME_KEY}')}catch(e){}
var dark=choice==='dark'||choice!=='light'&&media.matches;
root.dataset.theme=dark?'dark':'light';meta.content=dark?'${PAPER.dark}':'${PAPER.light}';
}
apply();media.addEventListener('change',apply);
addEventListener('storage',function(event){if(event.key==='${THEME_KEY}'||event.key===null)apply()});
addEventListener('hearth-theme',apply);
})()`
