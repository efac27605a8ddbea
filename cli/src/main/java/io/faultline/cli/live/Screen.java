package io.faultline.cli.live;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Spans;
import io.faultline.cli.text.Style;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.verdict.Scorecard;
import org.jspecify.annotations.Nullable;

/** Draws a run as it stands now: one screen, everything that matters, nothing that moves without reason. */
public record Screen(RunView view, Look look, Instant now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int SHOWN_LOGS = 6;

    /** The whole screen in at most this many lines; log lines go first when it is too much. */
    public List<String> lines(int rows) {
        List<Line> body = new ArrayList<>(header());
        body.addAll(hypothesis());
        body.addAll(faults());
        body.addAll(score());
        int roomForLogs = Math.clamp(rows - body.size() - 2, 0, SHOWN_LOGS);
        body.addAll(logs(roomForLogs));
        return body.stream().limit(Math.max(1, rows)).map(line -> line.render(look.width(), look)).toList();
    }

    private List<Line> header() {
        String run = view.run().toString();
        String right = "run " + run.substring(run.length() - 8) + look.dot() + Spans.clock(elapsed());
        String trace = view.trace();
        if (trace != null && look.width() >= 90) {
            right = "trace " + trace.substring(0, Math.min(8, trace.length())) + look.dot() + right;
        }
        Line title = new Line().add("  ").add(view.name(), Style.BOLD).add("  ").add(phase(), phaseStyle());
        title.to(look.width() - right.length() - 2).add(right, Style.DIM);
        List<Line> lines = new ArrayList<>(List.of(Line.of(""), title));
        Experiment experiment = view.experiment();
        if (experiment != null && experiment.metadata().description() != null) {
            lines.add(new Line().add("  ").add(experiment.metadata().description(), Style.DIM));
        }
        RunStopping stopping = view.stopping();
        if (stopping != null) {
            lines.add(new Line().add("  stopping: " + stopping.reason(), Style.WARM));
        }
        StuckLines stuck = new StuckLines(look);
        view.faults().stream().filter(fault -> fault.state() == FaultRow.State.STUCK)
                .forEach(fault -> lines.addAll(stuck.of(fault)));
        lines.add(new Line().add("  ").add(look.rule(), Style.DIM));
        return lines;
    }

    private List<Line> hypothesis() {
        List<ProbeRow> rows = view.probes().stream().filter(row -> row.part() != ProbeRow.Part.FAULT).toList();
        Experiment experiment = view.experiment();
        if (rows.isEmpty() || experiment == null) {
            return List.of();
        }
        String title = experiment.spec().hypothesis() == null
                ? "measurements"
                : experiment.spec().hypothesis().title();
        List<Line> lines = new ArrayList<>();
        lines.add(new Line().add("  ").add(title, Style.COOL));
        rows.forEach(row -> lines.add(probeLines().of(row)));
        lines.add(Line.of(""));
        return lines;
    }

    private List<Line> faults() {
        List<Line> lines = new ArrayList<>();
        FaultLines drawn = new FaultLines(look, now, view.requestedAt(), nameColumn());
        for (FaultRow fault : view.faults()) {
            lines.addAll(drawn.of(fault));
            FaultId id = fault.fault().id();
            view.probes().stream().filter(row -> id.equals(row.fault()))
                    .forEach(row -> lines.add(probeLines().of(row)));
            lines.add(Line.of(""));
        }
        return lines;
    }

    private List<Line> score() {
        Scorecard card = view.scorecard();
        Line line = new Line().add("  score  ", Style.DIM);
        if (card == null) {
            return List.of(line.add(look.glyph(null), Style.DIM));
        }
        Style style = card.score().percent().intValue() == 100 ? Style.GOOD : Style.WARM;
        line.add(card.score().toString(), card.partial() ? Style.PLAIN : style);
        return List.of(line.add(card.partial() ? "  so far" : "", Style.DIM));
    }

    private List<Line> logs(int shown) {
        List<LogLine> all = view.logs();
        if (shown == 0 || all.isEmpty()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(List.of(Line.of("")));
        all.subList(Math.max(0, all.size() - shown), all.size()).forEach(line -> lines.add(log(line, look)));
        if (view.missed() > 0) {
            lines.add(new Line().add("  " + view.missed() + " lines or samples were left out: this reader was too slow",
                    Style.WARM));
        }
        return lines;
    }

    static Line log(LogLine line, Look look) {
        Style style = switch (line.level()) {
            case INFO -> Style.PLAIN;
            case WARN -> Style.WARM;
            case ERROR -> Style.BAD;
        };
        String who = line.source().split("[/@#]", 2)[0];
        return new Line().add("  ").add(TIME.format(line.at().atZone(look.zone())), Style.DIM).add("  ")
                .add(who, Style.COOL).to(26).add(" ").add(line.text(), style);
    }

    private ProbeLines probeLines() {
        return new ProbeLines(look, nameColumn());
    }

    private int nameColumn() {
        int longest = Stream
                .concat(view.faults().stream().map(row -> row.name().length() + 2),
                        view.probes().stream()
                                .map(row -> row.name().length()
                                        + (row.part() == ProbeRow.Part.FAULT ? 4 : ProbeLines.WORDS)))
                .mapToInt(Integer::intValue).max().orElse(16);
        return Math.min(longest + 2, look.width() / 2);
    }

    private Duration elapsed() {
        Instant start = view.requestedAt() != null ? view.requestedAt() : view.startedAt();
        @Nullable
        Instant end = view.endedAt();
        return start == null ? Duration.ZERO : Duration.between(start, end != null ? end : now);
    }

    private String phase() {
        return view.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Style phaseStyle() {
        return switch (view.phase()) {
            case QUEUED, RUNNING, SETTLED -> Style.COOL;
            case STOPPING, STOPPED -> Style.WARM;
            case COMPLETED -> Style.GOOD;
            case COMPLETED_WITH_PROBE_FAILURE, ERROR -> Style.BAD;
        };
    }
}
