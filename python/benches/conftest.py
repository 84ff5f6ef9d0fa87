"""Prints the figures that count: nanoseconds a reply, and ratios."""


def pytest_terminal_summary(terminalreporter, config):
    session = getattr(config, "_benchmarksession", None)
    if session is None or not session.benchmarks:
        return
    figures = {}
    for bench in session.benchmarks:
        core = bench.extra_info.get("core_ns_a_reply")
        figures[bench.name] = core or min(bench.stats.data) * 1e9 / bench.extra_info["replies"]
    core, loop = figures.get("test_rust_core"), figures.get("test_re_alternation_loop")
    terminalreporter.section("nanoseconds a reply")
    for name, figure in sorted(figures.items(), key=lambda item: item[1]):
        ratios = []
        if core:
            ratios.append(f"{figure / core:6.2f} x core")
        if loop:
            ratios.append(f"re loop takes {loop / figure:7.1f} x")
        terminalreporter.write_line(f"{name.removeprefix('test_'):32} {figure:10.0f}  {'  '.join(ratios)}")
