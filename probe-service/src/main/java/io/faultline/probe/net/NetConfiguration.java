package io.faultline.probe.net;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Connections;
import io.faultline.probe.probe.Samples;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.probe.Web;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measurements over the network. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NetSettings.class)
public class NetConfiguration {
    @Bean
    Bounded bounded() {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        return new Bounded(threads);
    }

    @Bean
    Web web(Bounded bounded, NetSettings settings, Traces traces) {
        return new JdkWeb(bounded, new Egress(settings), traces);
    }

    @Bean
    Connections connections(Bounded bounded, NetSettings settings) {
        return new SocketConnections(bounded, new Egress(settings));
    }

    @Bean
    Samples samples(Web web) {
        return new PrometheusAnswers(web);
    }
}
