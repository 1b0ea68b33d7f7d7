package com.acme.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.ActiveMQEvent;
import com.amazonaws.services.lambda.runtime.events.ApplicationLoadBalancerRequestEvent;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import com.amazonaws.services.lambda.runtime.events.CloudFrontEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchMetricAlarmEvent;
import com.amazonaws.services.lambda.runtime.events.CodeCommitEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoEvent;
import com.amazonaws.services.lambda.runtime.events.CognitoUserPoolPreSignUpEvent;
import com.amazonaws.services.lambda.runtime.events.ConfigEvent;
import com.amazonaws.services.lambda.runtime.events.ConnectEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.IoTButtonEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.LambdaDestinationEvent;
import com.amazonaws.services.lambda.runtime.events.LexEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3BatchEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.SecretsManagerRotationEvent;
import java.util.List;
import java.util.Map;

/** A method for each event: it prints what it got and answers it, or what such functions do. */
public class Events {
  private static <E> E shown(E event) {
    System.out.println(event.getClass().getName() + " " + event);
    return event;
  }

  public SQSEvent sqs(SQSEvent in, Context context) {
    return shown(in);
  }

  public SQSBatchResponse sqsBatch(SQSEvent in, Context context) {
    return new SQSBatchResponse(
        shown(in).getRecords().stream()
            .map(record -> new SQSBatchResponse.BatchItemFailure(record.getMessageId()))
            .toList());
  }

  public SNSEvent sns(SNSEvent in) {
    return shown(in);
  }

  public S3Event s3(S3Event in, Context context) {
    System.out.println(in.getRecords().get(0).getS3().getObject().getUrlDecodedKey());
    System.out.println(in.getRecords().get(0).getEventTime());
    return in;
  }

  public DynamodbEvent dynamodb(DynamodbEvent in) {
    return shown(in);
  }

  public DynamodbTimeWindowEvent dynamodbWindow(DynamodbTimeWindowEvent in) {
    return shown(in);
  }

  public KinesisEvent kinesis(KinesisEvent in) {
    return shown(in);
  }

  public KinesisTimeWindowEvent kinesisWindow(KinesisTimeWindowEvent in) {
    return shown(in);
  }

  public KinesisFirehoseEvent firehose(KinesisFirehoseEvent in) {
    return shown(in);
  }

  public APIGatewayProxyRequestEvent restApi(APIGatewayProxyRequestEvent in) {
    return shown(in);
  }

  public APIGatewayProxyResponseEvent restApiAnswer(APIGatewayProxyRequestEvent in) {
    return new APIGatewayProxyResponseEvent()
        .withStatusCode(201)
        .withHeaders(Map.of("Location", in.getPath()))
        .withMultiValueHeaders(Map.of("Set-Cookie", List.of("a=1", "b=2")))
        .withBody("{\"ok\":\"gr\u00fc\u00dfe </>\"}");
  }

  public APIGatewayV2HTTPEvent httpApi(APIGatewayV2HTTPEvent in) {
    return shown(in);
  }

  public APIGatewayV2HTTPResponse httpApiAnswer(APIGatewayV2HTTPEvent in) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withCookies(in.getCookies())
        .withBody(in.getBody())
        .withIsBase64Encoded(true)
        .build();
  }

  public APIGatewayV2WebSocketEvent webSocket(APIGatewayV2WebSocketEvent in) {
    return shown(in);
  }

  public ApplicationLoadBalancerRequestEvent loadBalancer(ApplicationLoadBalancerRequestEvent in) {
    return shown(in);
  }

  public APIGatewayCustomAuthorizerEvent authorizer(APIGatewayCustomAuthorizerEvent in) {
    return shown(in);
  }

  // Its parts: the JVM gives the fields of the time in it in an order of its own.
  public List<String> httpAuthorizer(APIGatewayV2CustomAuthorizerEvent in) {
    return List.of(
        in.getRouteKey(),
        String.valueOf(in.getCookies()),
        String.valueOf(in.getPathParameters()),
        in.getRequestContext().getHttp().getPath(),
        String.valueOf(in.getRequestContext().getTime()),
        String.valueOf(in.getRequestContext().getTimeEpoch()));
  }

  public ScheduledEvent scheduled(ScheduledEvent in) {
    return shown(in);
  }

  public CloudWatchLogsEvent logs(CloudWatchLogsEvent in) {
    return shown(in);
  }

  public CloudWatchMetricAlarmEvent alarm(CloudWatchMetricAlarmEvent in) {
    return shown(in);
  }

  public CloudFrontEvent cloudFront(CloudFrontEvent in) {
    return shown(in);
  }

  public CodeCommitEvent codeCommit(CodeCommitEvent in) {
    return shown(in);
  }

  public CloudFormationCustomResourceEvent cloudFormation(CloudFormationCustomResourceEvent in) {
    return shown(in);
  }

  public CognitoEvent cognito(CognitoEvent in) {
    return shown(in);
  }

  public CognitoUserPoolPreSignUpEvent userPool(CognitoUserPoolPreSignUpEvent in) {
    return shown(in);
  }

  public ConfigEvent config(ConfigEvent in) {
    return shown(in);
  }

  public ConnectEvent connect(ConnectEvent in) {
    return shown(in);
  }

  public IoTButtonEvent button(IoTButtonEvent in) {
    return shown(in);
  }

  public LambdaDestinationEvent destination(LambdaDestinationEvent in) {
    return shown(in);
  }

  public LexEvent lex(LexEvent in) {
    return shown(in);
  }

  public SecretsManagerRotationEvent secret(SecretsManagerRotationEvent in) {
    return shown(in);
  }

  public KafkaEvent kafka(KafkaEvent in) {
    // Not the whole record: its headers are arrays, of which text only tells where they are.
    in.getRecords().forEach((topic, all) -> System.out.println(topic + all.get(0).getValue()));
    return in;
  }

  public ActiveMQEvent activeMq(ActiveMQEvent in) {
    return shown(in);
  }

  public RabbitMQEvent rabbitMq(RabbitMQEvent in) {
    return shown(in);
  }

  public S3BatchEvent s3Batch(S3BatchEvent in) {
    return shown(in);
  }
}
