"""A night with Lepton on Apache Airflow 2: features, train, gate, score, maintain.

Copy it to the folder of DAGs and set the two paths. Each task is safe to run again; a retry helps
where Kafka or storage was away (exit code 4) or another job was at work (5).
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.operators.bash import BashOperator

LEPTON = "/opt/lepton/lepton"
CONF = "/etc/lepton/plant.conf"

# 99 is how a task of bash says that it was skipped: the gate refused the model (3).
SKIP_IF_REFUSED = "; code=$?; if [ $code -eq 3 ]; then exit 99; fi; exit $code"

with DAG(
    dag_id="lepton_nightly",
    schedule="15 1 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
) as dag:
    features = BashOperator(task_id="features", bash_command=f"{LEPTON} features {CONF} --json")
    train = BashOperator(task_id="train", bash_command=f"{LEPTON} train {CONF} --json")
    promote = BashOperator(
        task_id="promote",
        bash_command=f"{LEPTON} models {CONF} promote --json{SKIP_IF_REFUSED}",
    )
    # The champion scores, whether it is new or not.
    score = BashOperator(
        task_id="score",
        bash_command=f"{LEPTON} score {CONF} --json",
        trigger_rule="none_failed",
    )
    maintain = BashOperator(task_id="maintain", bash_command=f"{LEPTON} maintain {CONF} --json")

    features >> train >> promote >> score >> maintain
