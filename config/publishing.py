"""Handing tasks to the workers, without making a candidate wait when the queue is dead."""

from celery import Task
from kombu import pools
from kombu.exceptions import OperationalError
from redis import RedisError

from .celery import app
from .pause import Pause

# For this connection only: a worker's own waits for its next task, and shall not give up so soon.
IMPATIENCE = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, "max_retries": 0}

pause = Pause("Tasks are left to the sweep")


def publish(task: Task, *args: object) -> bool:
    """Send a task, and say whether it was sent; waits half a second at most, and raises nothing when Redis is dead."""
    if pause.is_on:
        return False
    connection = app.connection_for_write(transport_options=IMPATIENCE)
    try:
        with pools.producers[connection].acquire(block=True) as producer:
            task.apply_async(args, producer=producer)
    except (OperationalError, RedisError) as error:
        pause.begin(error)
        return False
    pause.end()
    return True
