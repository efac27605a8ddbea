package io.faultline.probe.probe;

import java.time.Duration;

import io.faultline.probe.compare.Judgement;

/** Opens TCP connections, and closes them again at once. */
public interface Connections {
    Judgement open(String host, int port, Duration timeout) throws InterruptedException;
}
