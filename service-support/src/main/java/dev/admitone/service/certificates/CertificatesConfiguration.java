package dev.admitone.service.certificates;

import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** The watch over the brokers' certificates, and its metric. */
@Configuration(proxyBeanMethods = false)
public class CertificatesConfiguration {

  @Bean
  BrokerCertificates brokerCertificates(KafkaAdmin settings, Clock clock) {
    return new BrokerCertificates(
        BrokerAddresses.withTls(settings.getConfigurationProperties()), clock);
  }

  @Bean
  MeterBinder brokerCertificatesMeter(BrokerCertificates certificates) {
    return registry ->
        TimeGauge.builder(
                "admitone.broker.certificate.remaining",
                certificates::remainingSeconds,
                TimeUnit.SECONDS)
            .description("Until the first certificate of a broker ends; NaN without TLS")
            .register(registry);
  }
}
