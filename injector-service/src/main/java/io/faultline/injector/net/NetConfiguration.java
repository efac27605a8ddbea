package io.faultline.injector.net;

import io.faultline.contracts.ids.Ids;
import io.faultline.injector.fault.application.Doors;
import io.faultline.injector.fault.application.Notation;
import io.faultline.injector.fault.network.FaultProxies;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the nouns their sockets. */
@Configuration(proxyBeanMethods = false)
class NetConfiguration {
    @Bean
    FaultProxies faultProxies(Ids ids) {
        return new OpenProxies(ids.random());
    }

    @Bean
    Doors doors(@Value("${faultline.injector.applications.allow-loopback}") boolean loopback,
            @Value("${faultline.injector.applications.allow-private}") boolean privately) {
        return new HttpDoors(new Egress(loopback, privately));
    }

    @Bean
    Notation notation() {
        return new JacksonNotation();
    }
}
