package io.faultline.injector;

import java.time.Duration;

import io.faultline.injector.lease.Limits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far this injector goes.
 *
 * @param longestFault no fault lasts longer, whatever an experiment says
 * @param leaseRenewal how often leases are renewed and those of dead injectors looked for; they hold for 3 s
 * @param maxTargets no fault hits more at once
 * @param maxPercent the most of several matches that is hit, unless an experiment says how much
 * @param brokerPatience how long faults are held without hearing of Kafka
 * @param handOver whether faults in force are left to the next injector when this one is ended in order, or mended
 * @param proxyBeyondLoopback whether fault proxies may listen on other addresses than loopback
 */
@ConfigurationProperties("faultline.injector")
record InjectorSettings(@DefaultValue("10m") Duration longestFault, @DefaultValue("1s") Duration leaseRenewal,
        @DefaultValue("100") int maxTargets, @DefaultValue("80") int maxPercent,
        @DefaultValue("15s") Duration brokerPatience, @DefaultValue("true") boolean handOver,
        @DefaultValue("false") boolean proxyBeyondLoopback) {
    Limits limits() {
        return new Limits(longestFault, maxTargets, maxPercent);
    }
}
