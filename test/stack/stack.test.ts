// One file for Jest, because the stacks of all stages take many seconds to synthesize and files share nothing.
import "#test/stack/suites/alarms.ts";
import "#test/stack/suites/capacity-alarms.ts";
import "#test/stack/suites/api.ts";
import "#test/stack/suites/concurrency.ts";
import "#test/stack/suites/data.ts";
import "#test/stack/suites/edge.ts";
import "#test/stack/suites/firewall.ts";
import "#test/stack/suites/functions.ts";
import "#test/stack/suites/operations.ts";
import "#test/stack/suites/sqs-queues.ts";
import "#test/stack/suites/rights.ts";
import "#test/stack/suites/rollout.ts";
import "#test/stack/suites/stacks.ts";
