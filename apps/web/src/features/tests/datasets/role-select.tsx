import { type ColumnRole, columnRoleSchema } from '@trialogue/contract'
import { useTranslation } from 'react-i18next'
import { Select } from '../../../components/select.tsx'

type RoleSelectProps = {
  readonly role: ColumnRole
  readonly onChange: (role: ColumnRole) => void
  readonly id?: string
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string | undefined
}

/** What a column is for. */
export function RoleSelect({ role, onChange, ...rest }: RoleSelectProps) {
  const { t } = useTranslation('tests')
  return (
    <Select
      {...rest}
      value={role}
      onChange={onChange}
      options={columnRoleSchema.options.map((value) => ({
        value,
        label: t(`role.${value}`),
        hint: t(`roleHint.${value}`),
      }))}
    />
  )
}
