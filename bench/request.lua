-- The request that wrk sends repeatedly, and the line that throughput.ts reads.
wrk.method = os.getenv('BENCH_METHOD')
wrk.body = os.getenv('BENCH_BODY')
for name, value in os.getenv('BENCH_HEADERS'):gmatch('([^:\n]+): ([^\n]*)') do wrk.headers[name] = value end

function done (summary)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('{"requests":%d,"failed":%d,"seconds":%f}\n', summary.requests, failed, summary.duration / 1e6))
end
