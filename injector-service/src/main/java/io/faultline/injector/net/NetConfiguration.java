package io.faultline.injector.net;

import io.faultline.contracts.ids.Ids;
import io.faultline.injector.fault.network.FaultProxies;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the nouns their sockets. */
@Configuration(proxyBeanMethods = false)
class NetConfiguration {
    @Bean
    FaultProxies faultProxies(Ids ids) {
        return new OpenProxies(ids.random());
    }
}
