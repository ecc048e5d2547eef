import { Form } from '../../ui/section.tsx';
import { AuthorizationSection } from './authorization-section.tsx';
import { isSecure } from './certificate.ts';
import { CertificateSection } from './certificate-section.tsx';
import { EndpointSection } from './endpoint-section.tsx';
import { EventsSection } from './events-section.tsx';
import type { FormProps } from './form-props.ts';
import { GeneralSection } from './general-section.tsx';
import { HeadersSection } from './headers-section.tsx';
import { SendUsingSection } from './send-using-section.tsx';

/** What the request is: name, events, endpoint, authorization, headers. Shows what the provider can do and no more. */
export function RequestTab(form: FormProps) {
  const { webhook } = form.state.provider;
  return (
    <Form label="Request">
      <GeneralSection {...form} />
      <EventsSection {...form} />
      <EndpointSection {...form} />
      {(isSecure(form.draft) || form.issues.under('tls').length > 0) && <CertificateSection {...form} />}
      {webhook.authorization.some((type) => type !== 'none') && <AuthorizationSection {...form} />}
      <HeadersSection {...form} />
      {webhook.query !== null && <SendUsingSection {...form} />}
    </Form>
  );
}
