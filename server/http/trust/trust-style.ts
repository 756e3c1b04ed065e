/** The page stands alone, before any certificate: its look comes with it. Colours are those of components/ui/tokens.css. */
export const TRUST_STYLE = `:root{color-scheme:light dark;--paper:#faf6f0;--surface:#fffdfa;--sunken:#f3ede4;--ink:#2b2420;--ink2:#5c5248;--ink3:#71665a;--hair:#e8e0d5;--edge:#918576;--ember:#c0481a;--on:#fff;--link:#a93d11;--soft:#fbe9dd;--green:#2e6d46;--green-soft:#e3efe2;--amber:#835500;--amber-soft:#f9edcf}
@media(prefers-color-scheme:dark){:root{--paper:#191512;--surface:#211c18;--sunken:#13100d;--ink:#f5eee5;--ink2:#c6baac;--ink3:#a3978a;--hair:#372f29;--edge:#85796c;--ember:#f08848;--on:#2a1206;--link:#f89d66;--soft:#3e2618;--green:#8dcb9f;--green-soft:#203427;--amber:#eabd68;--amber-soft:#3a2e17}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:15px/22px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:600px;margin:0 auto;padding:max(20px,env(safe-area-inset-top)) 20px max(24px,env(safe-area-inset-bottom))}
header{display:flex;align-items:center;justify-content:space-between;gap:16px;margin-bottom:28px}.brand{display:flex;align-items:center;gap:10px;font-weight:600;font-size:16px;overflow-wrap:anywhere}.mark{flex:none;fill:var(--ember)}
h1{font-size:28px;line-height:34px;letter-spacing:-.022em;margin:0 0 8px;text-wrap:balance}h2{font-size:16px;line-height:22px;margin:0 0 8px}p{color:var(--ink2);margin:0 0 16px}
a{color:var(--link)}.quiet{color:var(--ink3);font-size:13px;line-height:18px}header a,.others a{display:inline-flex;align-items:center;min-height:44px}
svg{fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round;flex:none}svg.mark{stroke:none;fill:var(--ember)}
.steps{list-style:none;margin:28px 0;padding:0;counter-reset:step}.steps>li{position:relative;padding:2px 0 24px 48px;counter-increment:step}
.steps>li::before{content:counter(step);position:absolute;left:0;top:0;width:30px;height:30px;border-radius:15px;display:grid;place-items:center;border:1px solid var(--edge);color:var(--ink2);font-size:14px;font-weight:600;background:var(--paper)}
.steps>li:not(:last-child)::after{content:"";position:absolute;left:15px;top:36px;bottom:6px;width:1px;background:var(--hair)}
.steps>li:first-child::before{background:var(--ember);border-color:var(--ember);color:var(--on)}.steps h2{margin:3px 0 2px}.steps p{margin:0 0 12px}
.done .steps,.done h1+p,.done~.without{display:none}
.drawing{border:1px solid var(--hair);border-radius:14px;background:var(--surface);overflow:hidden;max-width:400px}
.row{display:flex;align-items:center;gap:12px;min-height:46px;padding:8px 14px;color:var(--ink2)}.row+.row{border-top:1px solid var(--hair)}.row.tap{background:var(--soft);color:var(--ink);font-weight:500}
.row .text{flex:1;min-width:0;overflow-wrap:anywhere}.badge{display:grid;place-items:center;width:30px;height:30px;border-radius:8px;background:var(--edge);color:#fff;flex:none}.press{color:var(--link);font-weight:600;text-align:right}
@media(prefers-color-scheme:dark){.badge{color:#13100d}}.switch{stroke:none}.switch rect{fill:var(--green)}.switch circle{fill:var(--surface)}.box{stroke:var(--on)}.box rect{fill:var(--ember);stroke:none}
.button{display:inline-flex;align-items:center;justify-content:center;min-height:48px;border:0;border-radius:14px;background:var(--ember);color:var(--on);font-family:inherit;font-size:15px;line-height:22px;font-weight:600;text-decoration:none;padding:11px 22px;cursor:pointer}
.button.wide{width:100%}.second{background:var(--surface);color:var(--link);border:1px solid var(--edge)}.button[disabled]{opacity:.6;cursor:default}
.card{background:var(--surface);border:1px solid var(--hair);border-radius:16px;padding:18px 20px;margin:0 0 20px}.card p:last-child{margin-bottom:0}
.good{background:var(--green-soft);border-color:var(--green-soft)}.good h2{color:var(--green)}.wait{background:var(--amber-soft);border-color:var(--amber-soft)}.wait h2{color:var(--amber)}.good p,.wait p{color:var(--ink)}
.fingerprint{font:13px/20px ui-monospace,monospace;color:var(--ink);overflow-wrap:anywhere;background:var(--sunken);border-radius:10px;padding:10px 12px;margin:0 0 16px}
.others{list-style:none;display:flex;flex-wrap:wrap;gap:0 20px;margin:0 0 20px;padding:0}ul.missing{color:var(--ink2);margin:0 0 16px;padding-left:20px}
[hidden]{display:none!important}:focus-visible{outline:2px solid var(--ember);outline-offset:2px}`
