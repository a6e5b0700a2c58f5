"""Starts the emulator, after teaching it to take what it would refuse to deploy. The templates stay as they are.

It knows no alarms on expressions of metrics. Here such an alarm is kept as one on
the first metric of its expression. No alarm changes its state in the emulator anyway.
"""

import sys

from ministack.app import main
from ministack.services.cloudformation import provisioners

record_as_it_is = provisioners._cw_metric_alarm_record


def record(name, properties):
    metrics = properties.get("Metrics") or []
    plain = next((each["MetricStat"] for each in metrics if each.get("MetricStat")), None)
    if plain is None:
        return record_as_it_is(name, properties)
    print(f"An alarm on an expression is kept as one on its first metric: {name}", flush=True)
    rest = {key: value for key, value in properties.items() if key != "Metrics"}
    return record_as_it_is(
        name,
        {
            **rest,
            "Namespace": plain["Metric"]["Namespace"],
            "MetricName": plain["Metric"]["MetricName"],
            "Dimensions": plain["Metric"].get("Dimensions", []),
            "Statistic": plain["Stat"],
            "Period": plain["Period"],
        },
    )


provisioners._cw_metric_alarm_record = record

sys.exit(main())
