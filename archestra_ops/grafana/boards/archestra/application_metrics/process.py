"""What do the processes use, and do they stay up?"""

from archestra_ops.grafana.board import Panel, Query, Row

PROCESS = Row(
    title="Processes: what do they use, do they stay up?",
    collapsed=True,
    panels=(
        Panel(
            title="How much processor do they use?",
            description=(
                "Cores per process. JavaScript runs on one core: near 1 the process cannot go "
                "faster, add replicas."
            ),
            queries=(
                Query(
                    expr=(
                        "sum by (job, instance) (rate(process_cpu_seconds_total[$__rate_interval]))"
                    ),
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="short",
            decimals=2,
            minimum=0,
            steps={"text": None, "yellow": 0.8, "red": 0.95},
            show_steps=True,
        ),
        Panel(
            title="How much memory do they use?",
            description=(
                "Resident memory per process. Compare with the container's limit (2 GiB for the "
                "worker by default); a climb that no restart of traffic explains is a leak."
            ),
            queries=(
                Query(
                    expr="sum by (job, instance) (process_resident_memory_bytes)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How long have they been up?",
            description=(
                "Time since each process started; yellow within ten minutes. Short times that "
                "differ between replicas are restarts: look for out-of-memory kills and failed "
                "liveness probes."
            ),
            queries=(
                Query(
                    expr="time() - max by (job, instance) (process_start_time_seconds)",
                    legend="{{job}} {{instance}}",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="s",
            decimals=1,
            width=8,
            height=6,
            steps={"yellow": None, "green": 600},
        ),
        Panel(
            title="Which version of Node.js runs?",
            description="Processes by version; more than one means that a roll-out is under way.",
            queries=(
                Query(
                    expr="count by (version) (nodejs_version_info)",
                    legend="{{version}}",
                    instant=True,
                ),
            ),
            kind="stat",
            unit="short",
            decimals=0,
            width=8,
            height=6,
        ),
        Panel(
            title="Are file descriptors running out?",
            description=(
                "Open descriptors of what the process may open. Above 80 % new connections will "
                "soon be refused; a steady climb is a leak of sockets or files."
            ),
            queries=(
                Query(
                    expr=(
                        "max by (job, instance) (process_open_fds)"
                        " / max by (job, instance) (process_max_fds)"
                    ),
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="percentunit",
            width=8,
            height=6,
            minimum=0,
            maximum=1,
            steps={"text": None, "yellow": 0.8, "red": 0.95},
            show_steps=True,
        ),
        Panel(
            title="Is it our code or the kernel?",
            description=(
                "Cores over all processes in user and kernel mode. A large kernel share is "
                "network or disk traffic."
            ),
            queries=(
                Query(
                    expr="sum(rate(process_cpu_user_seconds_total[$__rate_interval]))",
                    legend="user",
                ),
                Query(
                    expr="sum(rate(process_cpu_system_seconds_total[$__rate_interval]))",
                    legend="kernel",
                ),
            ),
            unit="short",
            decimals=2,
            minimum=0,
            stack=True,
        ),
        Panel(
            title="What is the memory made of?",
            description=(
                "Over all processes: V8's heap, what JavaScript objects hold outside of it, and "
                "the Linux data segment (which is not the V8 heap, in spite of its metric's name). "
                "Growth outside the heap is buffers: large bodies, or streams nobody reads."
            ),
            queries=(
                Query(expr="sum(nodejs_heap_size_used_bytes)", legend="V8 heap"),
                Query(expr="sum(nodejs_external_memory_bytes)", legend="outside the heap"),
                Query(expr="sum(process_heap_bytes)", legend="data segment"),
            ),
            unit="bytes",
            minimum=0,
        ),
        Panel(
            title="How much address space do they reserve?",
            description=(
                "Virtual memory per process. Node.js reserves much more than it uses, so that only "
                "growth means something."
            ),
            queries=(
                Query(
                    expr="sum by (job, instance) (process_virtual_memory_bytes)",
                    legend="{{job}} {{instance}}",
                ),
            ),
            unit="bytes",
            minimum=0,
        ),
    ),
)
