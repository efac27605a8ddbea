package io.faultline.cli.live;

import java.time.Instant;

import io.faultline.cli.api.StreamEvent;

/** Where a followed run is shown. */
public interface Show {
    /** Something was published; the view has it already. */
    void published(StreamEvent event, RunView view);

    /** Ten times a second. */
    void tick(RunView view, Instant now);

    void note(String text);

    void end(RunView view, Instant now);
}
