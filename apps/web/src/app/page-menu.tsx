import { useLocation, useNavigate } from '@tanstack/react-router'
import { Command as CommandIcon, Menu as MenuIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../components/icon-button.tsx'
import { Menu } from '../components/menu.tsx'
import { usePalette } from '../features/palette/palette-store.ts'
import { pageOf, pages } from './pages.ts'

/** The places of the app behind a button, on screens too small for the rail. */
export function PageMenu() {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const showPalette = usePalette((state) => state.setOpen)
  const current = pageOf(useLocation({ select: ({ pathname }) => pathname }))
  return (
    <span className="laptop:hidden">
      <Menu
        trigger={<IconButton icon={MenuIcon} label={t('rail.label')} />}
        groups={[
          pages.map(({ id, path, icon }) => ({
            label: t(`page.${id}`),
            icon,
            isChecked: id === current?.id,
            onSelect: () => void navigate({ to: path }),
          })),
          [{ label: t('rail.commands'), icon: CommandIcon, onSelect: () => showPalette(true) }],
        ]}
      />
    </span>
  )
}
