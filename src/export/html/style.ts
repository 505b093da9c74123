// How the page looks: the system's fonts, light and dark by the reader's setting, one column from 320 pixels up, and on paper.

/** Contrast of text is 4.5 to 1 or more in both schemes (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1b1f24; --dim: #57606a; --line: #d0d7de; --soft: #f3f5f8; --bad: #b3171f; --good: #116329; --open: #7d4e00; --mark: #b3171f;
  --heat0: #ffd8b5; --heat1: #ffe7a3; --heat2: #ffcabd; --heat3: #e8e3ae; --heat4: #f9d3da; --heat-text: #1b1f24; --life: #8aa4c8; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14171b; --text: #e6e9ed; --dim: #a4adb8; --line: #3a424c; --soft: #1f242a; --bad: #ff8a80; --good: #6fdd8b; --open: #f0c060; --mark: #ff8a80;
    --heat0: #6b4317; --heat1: #66551a; --heat2: #6e3a2d; --heat3: #52501f; --heat4: #693644; --heat-text: #f4f1ea; --life: #51688a; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 1rem; max-width: 64rem; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: .5rem 0; }
h1.cause { color: var(--bad); } h1.good { color: var(--good); } h1.open { color: var(--open); }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); }
p { margin: .4rem 0; }
code, pre, .pid { font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: .86em; }
pre { margin: .4rem 0; padding: .6rem; background: var(--soft); border-radius: 6px; overflow-x: auto; white-space: pre; overflow-wrap: normal; max-width: 100%; }
pre.command { white-space: pre-wrap; overflow-wrap: anywhere; }
.facts, .aside, footer, .command-line { color: var(--dim); }
.aside, footer { font-size: .9rem; }
.meaning { padding: .6rem; background: var(--soft); border-radius: 6px; }
ul, ol { padding-left: 1.4rem; margin: .4rem 0; } li { margin: .35rem 0; }
ol.chain { list-style: none; padding-left: 0; border-left: 3px solid var(--line); }
ol.chain > li { padding-left: .8rem; display: grid; grid-template-columns: 5.2rem minmax(0, 1fr); align-items: baseline; }
ol.chain > li > .proof { grid-column: 2; } ol.chain > li.more { display: block; }
.role { color: var(--dim); font-size: .85rem; }
.role.cause { color: var(--bad); font-weight: 600; } .role.symptom { color: var(--text); font-weight: 600; }
.proof { margin: .1rem 0 .1rem 0; color: var(--dim); } .proof pre { color: var(--text); }
summary { cursor: pointer; } .proof > summary { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 100%; }
.proof[open] > summary { white-space: normal; }
button { font: inherit; font-size: .85rem; color: var(--text); background: var(--soft); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .7rem; min-height: 2.2rem; cursor: pointer; }
:focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }
ul.tree, ul.tree ul { list-style: none; padding-left: .9rem; border-left: 1px solid var(--line); } ul.tree { padding-left: 0; border-left: 0; }
.process { margin: .3rem 0; padding: .1rem .4rem; } .process.blamed { border-left: 3px solid var(--mark); background: var(--soft); }
.end { color: var(--dim); font-size: .9rem; } .end.bad { color: var(--bad); font-weight: 600; }
.lane { display: grid; grid-template-columns: minmax(6rem, 12rem) 1fr; gap: .6rem; align-items: center; }
.lane .name { font-size: .85rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.lane svg { background: var(--soft); border-radius: 3px; display: block; }
.life { fill: var(--life); } .life.blamed { fill: var(--mark); opacity: .55; } .mark { fill: var(--mark); }
.flame { display: block; font: 12px system-ui, sans-serif; } .flame text { fill: var(--heat-text); } .flame rect { stroke: var(--ground); stroke-width: 1; }
.heat0 { fill: var(--heat0); } .heat1 { fill: var(--heat1); } .heat2 { fill: var(--heat2); } .heat3 { fill: var(--heat3); } .heat4 { fill: var(--heat4); }
ul.connections, ul.phases { list-style: none; padding-left: 0; } ul.phases { padding-left: .9rem; } .phases li { margin: .1rem 0; } .phase { display: inline-block; min-width: 5.5rem; }
.phases .failed .phase { color: var(--bad); font-weight: 600; } .phases .pending .phase { color: var(--open); font-weight: 600; } .bar { display: block; border-radius: 3px; margin: .2rem 0; }
.phase-dns { fill: #7b6fb5; } .phase-tcp { fill: #3f7fbf; } .phase-proxy { fill: #b07d2a; } .phase-tls { fill: #2f8f83; } .phase-http { fill: #5b8f3a; } .phase-data { fill: var(--life); } .bar .failed, .bar .pending { fill: var(--mark); }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; } th, td { text-align: left; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; white-space: nowrap; }
@media (max-width: 36rem) { body { padding: .75rem; } .lane { grid-template-columns: 1fr; gap: 0; } ol.chain > li { grid-template-columns: minmax(0, 1fr); } ol.chain > li > .proof { grid-column: 1; } }
@media print { body { max-width: none; font-size: 10pt; } button { display: none; } pre { white-space: pre-wrap; overflow-wrap: anywhere; } section { break-inside: auto; } h2 { break-after: avoid; } }
`;
