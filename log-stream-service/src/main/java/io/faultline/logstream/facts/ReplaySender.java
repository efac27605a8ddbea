package io.faultline.logstream.facts;

import io.faultline.logstream.dead.DeadLetter;
import io.faultline.logstream.dead.Sender;
import io.faultline.runlog.ReceivedRecord;
import io.faultline.runlog.Replay;

final class ReplaySender implements Sender {
    private final Replay replay;

    ReplaySender(Replay replay) {
        this.replay = replay;
    }

    @Override
    public void send(DeadLetter letter) {
        replay.replay(new ReceivedRecord(letter.topic(), letter.partition(), letter.offset(), letter.key(),
                letter.headers(), letter.value()));
    }
}
