// The same as worker.py for the engines written in JavaScript: node worker.js ENGINE
'use strict';
const fs = require('fs');
const readline = require('readline');

const ENGINES = {
  docxtemplater() {
    const PizZip = require('pizzip');
    const Docxtemplater = require('docxtemplater');
    return async (template, data) => {
      const document = new Docxtemplater(new PizZip(fs.readFileSync(template)), { paragraphLoop: true });
      document.render(data);
      return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  },
  carbone() {
    const carbone = require('carbone');
    return (template, data) =>
      new Promise((resolve, reject) =>
        carbone.render(template, data, {}, (error, result) => (error ? reject(error) : resolve(result)))
      );
  },
};

function peak() {
  const status = fs.readFileSync('/proc/self/status', 'ascii');
  return Number(/VmHWM:\s*(\d+)/.exec(status)[1]) / 1024;
}

async function main() {
  const render = ENGINES[process.argv[2]]();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const work = JSON.parse(line);
    let spent = 0;
    let rendered;
    for (const report of fs.readFileSync(work.data, 'utf8').split('\n').filter(Boolean)) {
      const values = JSON.parse(report);
      const before = process.cpuUsage();
      rendered = await render(work.template, values);
      const { user, system } = process.cpuUsage(before);
      spent += (user + system) / 1e6;
    }
    if (work.out) fs.writeFileSync(work.out, rendered);
    process.stdout.write(JSON.stringify({ cpu: spent, peak: peak() }) + '\n');
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack || error}\n`);
  process.exit(1);
});
