"""Stands in for Apache Airflow: runs a DAG file and prints the tasks, their commands and order.

It knows what the file uses and nothing of Airflow's own checks.
"""

import json
import runpy
import sys
import types

TASKS = {}
DAGS = []


class DAG:
    def __init__(self, **settings):
        self.settings = settings
        DAGS.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        return False


class BashOperator:
    def __init__(self, task_id, bash_command, trigger_rule="all_success"):
        if task_id in TASKS:
            raise ValueError(f"task {task_id} is there twice")
        self.task_id = task_id
        self.bash_command = bash_command
        self.trigger_rule = trigger_rule
        self.upstream = []
        TASKS[task_id] = self

    def __rshift__(self, other):
        other.upstream.append(self.task_id)
        return other


def module(name, **content):
    made = types.ModuleType(name)
    made.__dict__.update(content)
    sys.modules[name] = made


module("airflow", DAG=DAG)
module("airflow.operators")
module("airflow.operators.bash", BashOperator=BashOperator)
runpy.run_path(sys.argv[1])
assert len(DAGS) == 1, "one DAG"
print(
    json.dumps(
        {
            "dag": DAGS[0].settings["dag_id"],
            "schedule": DAGS[0].settings["schedule"],
            "one_at_a_time": DAGS[0].settings["max_active_runs"] == 1,
            "tasks": [
                {
                    "id": task.task_id,
                    "command": task.bash_command,
                    "rule": task.trigger_rule,
                    "after": task.upstream,
                }
                for task in TASKS.values()
            ],
        }
    )
)
