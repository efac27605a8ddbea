package io.faultline.injector;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far this injector goes.
 *
 * @param longestFault no fault lasts longer, whatever an experiment says
 * @param leaseRenewal how often leases are renewed and those of dead injectors looked for; they hold for 3 s
 * @param proxyBeyondLoopback whether fault proxies may listen on other addresses than loopback
 */
@ConfigurationProperties("faultline.injector")
record InjectorSettings(@DefaultValue("10m") Duration longestFault, @DefaultValue("1s") Duration leaseRenewal,
        @DefaultValue("false") boolean proxyBeyondLoopback) {}
