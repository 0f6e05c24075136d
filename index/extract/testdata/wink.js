// Reads a line with a JSON array of texts, then lines with numbers from and to:
// reads the texts from…to with wink-nlp's sentences and entities and prints the
// microseconds of processor time that took.
const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'), ['sbd', 'ner'])
let texts
require('readline').createInterface({ input: process.stdin }).on('line', line => {
  const said = JSON.parse(line)
  if (texts === undefined) {
    texts = said
    console.log('ready')
    return
  }
  const start = process.cpuUsage()
  let found = 0
  for (const text of texts.slice(said[0], said[1])) {
    const doc = nlp.readDoc(text)
    found += doc.sentences().length() + doc.entities().length()
  }
  const spent = process.cpuUsage(start)
  console.log(found > 0 ? spent.user + spent.system : 'nothing found')
})
