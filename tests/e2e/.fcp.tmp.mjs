// variants of dist: FCP slow
import fs from 'node:fs'; import crypto from 'node:crypto';
import { serve } from '/work/main/.ci/serve.mjs';
import { launch, until } from '/work/main/tests/e2e/support.mjs';
const src='/tmp/dist0'; fs.rmSync(src,{recursive:true,force:true}); fs.cpSync('/work/main/dist',src,{recursive:true});
const html=fs.readFileSync(src+'/index.html','utf8');
const noWasm=h=>h.replace(/<link rel="(modulepreload|preload" as="fetch)[^>]*>\s*/g,'');
const noFont=h=>h.replace(/<link rel="preload" as="font"[^>]*>\s*/g,'');
const sha=t=>"'sha256-"+crypto.createHash('sha256').update(t).digest('base64')+"'";
const inline=h=>{const css=['layers','fonts','shell'].map(n=>fs.readFileSync(`${src}/${n}.css`,'utf8')).join('\n');const js=fs.readFileSync(src+'/first.js','utf8');
 return h.replace(/<link rel="stylesheet" href="(layers|fonts|shell)\.css[^>]*>\s*/g,'').replace(/<script src="first[^>]*><\/script>/,()=>`<script>${js}</script><style>${css}</style>`).replace("script-src 'self'",`script-src 'self' ${sha(js)}`).replace("style-src 'self'",`style-src 'self' ${sha(css)}`)};
const low=h=>{const [x,y]=h.split('<body>');return x+'<body>'+y.replace(/<link rel="stylesheet"/g,'$& fetchpriority="low"')};
const V={bare:null,now:h=>h,low,lowNoFont:h=>noFont(low(h)),inlineLow:h=>inline(low(h))};
const BARE='<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Bare</title></head><body><h1>Планёрка</h1><p>Стратегия SMM</p></body></html>';
const S={};for(const k in V){const d='/tmp/dist-'+k;fs.rmSync(d,{recursive:true,force:true});fs.cpSync(src,d,{recursive:true});fs.writeFileSync(d+'/index.html',V[k]?V[k](html):BARE);S[k]={s:await serve({dir:d}),fcp:[],m:[]}}
const b=await launch();
for(let i=-1;i<4;i++)for(const k in V){const c=await b.newContext({locale:'ru-RU',viewport:{width:1280,height:900}});const p=await c.newPage();p.on('console',m=>{if(m.type()=='error'&&i<0)console.log(k,m.text().slice(0,150))});const cdp=await c.newCDPSession(p);await cdp.send('Network.enable');await cdp.send('Network.emulateNetworkConditions',{offline:false,latency:562.5,downloadThroughput:1474.56*128,uploadThroughput:675*128});await cdp.send('Emulation.setCPUThrottlingRate',{rate:4});
 await p.goto(S[k].s.url,{waitUntil:'commit'});await until(p,()=>performance.getEntriesByName('first-contentful-paint').length,null,{timeout:60000});const f=await p.evaluate(()=>performance.getEntriesByName('first-contentful-paint')[0].startTime);let m=0;if(k!='bare'&&process.argv[2]){await until(p,()=>!document.getElementById('shell'),null,{timeout:60000});m=await p.evaluate(()=>performance.now())}
 if(i>=0){S[k].fcp.push(f);S[k].m.push(m)}await c.close()}
const med=a=>a.sort((x,y)=>x-y)[a.length>>1];for(const k in V)console.log(k.padEnd(14),med(S[k].fcp).toFixed(0),med(S[k].m).toFixed(0),S[k].fcp.map(x=>x.toFixed(0)).join(' '));
await b.close();process.exit(0)
